package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.time.Duration;

/** How events become series. */
public record SeriesConfig(
        @Key(
                doc = "How long an event may come after a later one of its series and still be put in order, in event"
                        + " time.",
                initial = "0s")
        Duration lateness,

        @Key(doc = "Events a series may hold back to put them in order.", initial = "256", min = 1, max = 65536)
        int reorderCapacity,

        @Key(doc = "A series that was silent for longer starts anew, in event time.", initial = "7d", min = 1)
        Duration expire,

        @Key(
                doc = "A series that was silent for longer gets a record of status NO_DATA in the scores feed, once per"
                        + " silence, as far as stream time moves on; shorter than expire. Absent = none.",
                min = 1)
        Duration noDataAfter,

        @Key(doc = "Spacing of the events; gaps are then stepped as missing. Absent = irregular.")
        Duration interval,

        @Key(
                doc = "Events per season, for instance 24 of hourly events a day; 0 = none.",
                initial = "0",
                min = 0,
                max = 4096)
        int season,

        @Key(
                doc = "Events per second, longer period, for instance 168 of hourly events a week; 0 = none.",
                initial = "0",
                min = 0,
                max = 4096)
        int cycle,

        @Key(
                doc =
                        "Rows after which each series finds season and cycle by itself, once, up to as many rows long; 0 = never,"
                                + " else from 64. Until then it remembers these rows, 8 bytes per value. For models that use seasons,"
                                + " where series.season is 0.",
                initial = "0",
                min = 0,
                max = 8192)
        int detectSeason,

        @Key(
                doc = "Longest gap that is stepped as missing, in intervals; a longer one starts the series anew.",
                initial = "1000",
                min = 1,
                max = 1000000)
        int maxGap,

        @Key(doc = "Series kept at once; events of further ones are refused.", initial = "1000000", min = 1)
        int maxSeries,

        @Key(doc = "Drop an event that equals the one before it in time and values.", initial = "false")
        boolean dropDuplicates)
        implements Serializable {}
