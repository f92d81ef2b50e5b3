/** What a sweep would train, store and take, without training it. */
package saddlepoint.jobs.forecast;
