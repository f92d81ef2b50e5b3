/** Pictures of a trial: what its two players make, drawn from snapshots and logged figures. */
package saddlepoint.picture;
