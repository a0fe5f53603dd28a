/** The commands that prove the machine on a developer's computer. */
package dev.catenary.proving;
