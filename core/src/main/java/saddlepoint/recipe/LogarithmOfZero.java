// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * Where a player's loss meets log 0 in float probabilities, which an original would have seen as an
 * infinite loss.
 *
 * @param ofReal whether among D's outputs for real rows, else for generated ones
 * @param output what D puts out there, 0 or 1
 */
public record LogarithmOfZero(boolean ofReal, double output) {}
