/** What a deployment of a configuration needs, before it runs. */
package dev.undercurrent.jobs.cli.plan;
