/**
 * Upload grants: who may send which request to which bucket, decided and signed. See
 * docs/grants.md.
 */
package dev.catenary.grants;
