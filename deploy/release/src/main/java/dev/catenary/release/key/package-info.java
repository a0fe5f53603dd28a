/** Keys of those who release: in sealed files or in tokens. */
package dev.catenary.release.key;
