/** The map page and its answers. */
package dev.catenary.fleet.desk.page;
