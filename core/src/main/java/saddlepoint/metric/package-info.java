/** Says how far a trial is from equilibrium: convergence and quality figures as pure functions. */
package saddlepoint.metric;
