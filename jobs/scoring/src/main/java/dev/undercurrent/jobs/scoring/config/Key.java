package dev.undercurrent.jobs.scoring.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one key of the configuration file; its name is the component's, in kebab-case. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Key {

    /** What the key means, with its unit. */
    String doc();

    /** The default as YAML; empty = no default: a section takes the defaults of its keys, anything else is absent. */
    String initial() default "";

    /** Smallest value; milliseconds for durations. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest value; milliseconds for durations. */
    double max() default Double.POSITIVE_INFINITY;

    /** What the whole text must match; empty = anything. */
    String pattern() default "";
}
