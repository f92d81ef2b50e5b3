/** Judges generated images by a classifier of real ones. */
package saddlepoint.metric.image;
