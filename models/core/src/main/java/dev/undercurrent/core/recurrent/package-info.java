/** Recurrent encoders: stacks of Elman, LSTM or GRU cells with one hidden state per key. */
package dev.undercurrent.core.recurrent;
