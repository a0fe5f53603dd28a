/** Whose what was captured is, and where it lies. */
package dev.catenary.grants.table;
