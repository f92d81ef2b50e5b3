/** Whether this machine has what training needs. */
package saddlepoint.jobs.doctor;
