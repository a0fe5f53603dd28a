/** Small files that survive a power cut: written, forced, renamed, and their names forced. */
package dev.catenary.durable;
