/** What happens around the moves of a training, once for every engine. */
package saddlepoint.engine.training;
