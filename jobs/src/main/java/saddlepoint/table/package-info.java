/** The tables: columns declared once, waves and their commit, views for SQL. */
package saddlepoint.table;
