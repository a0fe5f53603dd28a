/** Identities of callers: a vehicle by its certificate, a person by a token. */
package dev.catenary.grants.identity;
