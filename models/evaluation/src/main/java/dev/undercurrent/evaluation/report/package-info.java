/** Figures of a backtest, and reports of them: JSON, a page of HTML, a table in Markdown. */
package dev.undercurrent.evaluation.report;
