/** Views of a running machine, kept in bounded memory; nothing here can hold capture up. */
package dev.catenary.device.page.feed;
