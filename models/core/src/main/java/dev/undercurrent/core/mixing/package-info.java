/** Several models of one key at once: one law by evidence, one forecast by backtest, every member's view kept visible. */
package dev.undercurrent.core.mixing;
