/** What a GAN is, as data: networks, losses, optimizers, schedules, data and update order. */
package saddlepoint.recipe;
