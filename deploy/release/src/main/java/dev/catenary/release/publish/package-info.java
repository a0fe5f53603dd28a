/** Ways of a repository to where vehicles fetch it. */
package dev.catenary.release.publish;
