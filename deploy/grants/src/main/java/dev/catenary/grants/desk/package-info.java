/** The decision on a request: its reception, its checks and the service around them. */
package dev.catenary.grants.desk;
