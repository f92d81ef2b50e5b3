/** Fetches published sets of images by the package managers that are there, and checks them. */
package saddlepoint.jobs.fetch;
