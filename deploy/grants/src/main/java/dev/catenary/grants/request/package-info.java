/** A request for a grant, who asks, and the answer. */
package dev.catenary.grants.request;
