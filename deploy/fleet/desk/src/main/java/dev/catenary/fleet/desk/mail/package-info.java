/** Mail on violations: each one told once, under a name that is the same on a repeat. */
package dev.catenary.fleet.desk.mail;
