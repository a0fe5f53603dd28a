/** A decision made a right: keys that can do little, and a signed request. */
package dev.catenary.grants.sign;
