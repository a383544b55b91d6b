/** The command that trains models from history. Its class path has PyTorch, which no other part of the product needs. */
package dev.undercurrent.jobs.trainer;
