/** Java programs in processes of their own. */
package dev.catenary.proving.process;
