/** Where and with what a trial was trained. */
package saddlepoint.provenance;
