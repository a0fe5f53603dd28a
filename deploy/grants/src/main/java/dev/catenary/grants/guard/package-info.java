/** Against too many, too old, repeated and strange requests. */
package dev.catenary.grants.guard;
