/** Training: the interface that every engine implements, and what comes back of a trial. */
package saddlepoint.engine;
