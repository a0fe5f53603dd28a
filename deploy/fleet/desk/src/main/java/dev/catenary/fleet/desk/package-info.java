/** The office's desk: what the job has found, in a store, on a map and by mail. */
package dev.catenary.fleet.desk;
