/**
 * Learning-rate schedules, and what laws read of them.
 *
 * <p>A {@link org.isoflop.schedule.Schedule} is a learning rate for every step, given by a {@link
 * org.isoflop.schedule.Shape} and numbers or by the rows of a table. {@link org.isoflop.schedule.ScheduleColumns} turns
 * it into columns such as {@code S1}, so that a law along a schedule is a line of the formula language like any other.
 */
@NullMarked
package org.isoflop.schedule;

import org.jspecify.annotations.NullMarked;
