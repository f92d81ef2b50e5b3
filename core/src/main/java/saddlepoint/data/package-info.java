/** Data sets that are read: images with their labels. */
package saddlepoint.data;
