/** The live page: reads the feeds, remembers a bounded part of them, and serves it to browsers and programs. */
package dev.undercurrent.jobs.dashboard;
