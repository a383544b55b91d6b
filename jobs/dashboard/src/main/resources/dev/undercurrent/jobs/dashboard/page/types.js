// Types of what the interface sends; see openapi.json.

/**
 * One series as a row of a list.
 * @typedef {object} Row
 * @property {number} handle
 * @property {string} series
 * @property {number} heat
 * @property {number} alarmLine
 * @property {{number: number, open: boolean, opened: number, peak: number} | null} incident
 * @property {number} [time] microseconds UTC
 * @property {string} [status]
 * @property {number} [score]
 * @property {boolean} [alarm]
 * @property {number | null} [value]
 * @property {number | null} [lower]
 * @property {number | null} [upper]
 * @property {number} [channels]
 * @property {number} [regime]
 * @property {number} [probability]
 * @property {number} [since]
 * @property {number} [from]
 * @property {(number | null)[]} [spark]
 * @property {number[]} [regimes]
 * @property {number[]} [scores]
 */

/**
 * Points of one series as columns; those by channel are [channel][point].
 * @typedef {object} Points
 * @property {string} series
 * @property {boolean} whole
 * @property {boolean} thinned
 * @property {number} channels
 * @property {Row} row
 * @property {number[]} time
 * @property {number[]} score
 * @property {number[]} surprisal
 * @property {number[]} pValue
 * @property {number[]} alarm
 * @property {string[]} status
 * @property {number[]} regime
 * @property {number[]} probability
 * @property {number[]} change
 * @property {number[]} since
 * @property {(number | null)[][]} value
 * @property {(number | null)[][]} expected
 * @property {(number | null)[][]} lower
 * @property {(number | null)[][]} upper
 * @property {(number | null)[][]} [share]
 * @property {Member[]} members
 */

/** @typedef {{name: string, weight: number[], surprisal: number[], tail: number[]}} Member */

/**
 * quantiles is [channel][step][level], flattened.
 * @typedef {{time: number, step: number, horizon: number, levels: number[], quantiles: number[]}} Forecast
 */

/**
 * @typedef {object} Incident
 * @property {string} series
 * @property {number} number
 * @property {number} epoch
 * @property {boolean} open
 * @property {number} onset
 * @property {number} opened
 * @property {number | null} closed
 * @property {number} peakTime
 * @property {number} peakScore
 * @property {number} regime
 * @property {string} model
 * @property {string} explanation
 */

/**
 * A line of a log.
 * @typedef {object} Line
 * @property {number} number
 * @property {string} series
 * @property {number} time
 * @property {string} source
 * @property {string} line
 * @property {string} template
 * @property {boolean} fresh
 * @property {string} status
 * @property {number} surprisal nats
 * @property {number} probability
 * @property {number} rank
 * @property {number} score
 * @property {boolean} alarm
 * @property {string} explanation
 * @property {{template: string, probability: number, came: boolean}[]} expected
 */

/** @typedef {{total: number, handles: number[], groups: {name: string, count: number, open: number}[]}} Order */

/**
 * @typedef {object} Head
 * @property {number} series
 * @property {number} rate
 * @property {number} verdicts
 * @property {number} deadLetters
 * @property {number} late
 * @property {number} openIncidents
 * @property {number | null} newestEvent
 * @property {number} now
 * @property {string | null} trouble
 */

/**
 * @typedef {object} About
 * @property {string} version
 * @property {string} pipeline
 * @property {string} prefix
 * @property {string} input
 * @property {"readings" | "logs"} kind
 * @property {number} band
 * @property {number} alarmBudget
 * @property {number} alarmPerSeconds
 * @property {number} history
 * @property {{name: string, label: string}[]} actions
 */

/**
 * @typedef {object} Pipeline
 * @property {string | null} trouble
 * @property {number | null} newestEvent
 * @property {number | null} newestVerdict
 * @property {number} now
 * @property {{lag: number | null, why: string | null}} input
 * @property {{feed: string, topic: string, total: number, rate: number, unread: number, lately: number[]}[]} feeds
 * @property {Record<string, number>} statuses
 * @property {Record<string, number>} late
 * @property {{series: string, time: number, reason: string, clock: number | null} | null} lastLate
 * @property {{causes: Record<string, number>, samples: DeadLetter[]}} deadLetters
 * @property {{model: string, verdicts: number, firstSeen: number, lastSeen: number}[]} models
 * @property {{series: number, maxSeries: number, droppedSeries: number, points: number, repeated: number, unreadable: number, lastUnreadable: string | null, heapBytes: number}} page
 */

/** @typedef {{time: number, stage: string, cause: string, message: string, source: string, preview: string, bytes: number}} DeadLetter */

/**
 * A view that is on the page.
 * @typedef {object} View
 * @property {string} title
 * @property {HTMLElement} element
 * @property {() => void} [start] once the element is on the page
 * @property {() => void} stop
 * @property {() => void} [theme] colours have changed
 */

export {};
