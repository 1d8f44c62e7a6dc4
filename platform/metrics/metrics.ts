import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The values of the labels of one sample. Each value must be of a closed list: a caller must not be able to add one. */
export type Labels = Readonly<Record<string, string>>

/** What a metric is. Two metrics of one name are the same one. */
export type MetricOptions = {
  /** With its unit at the end; a counter ends in `_total`. */
  name: string
  /** What it measures, for whoever reads `/metrics`. */
  help: string
  /** The names of its labels; default none. */
  labels?: readonly string[]
}

/** A number that changes in both directions. */
export type Level = { add(by: number, labels?: Labels): void; set(value: number, labels?: Labels): void }

/** One sample of a gauge that is read when it is asked for. */
export type Sample = { value: number; labels?: Labels }

/** The metrics of one process, in the text format of Prometheus. They have no personal data. */
export type Metrics = {
  /** Counts events. */
  counter(options: MetricOptions): (labels?: Labels, by?: number) => void
  /** Counts durations, which are given in milliseconds, in buckets of seconds. */
  durations(options: MetricOptions): (durationMs: number, labels?: Labels) => void
  level(options: MetricOptions): Level
  /**
   * Asks `read` at each scrape. When it throws or rejects, the metric is left out of this scrape. Two calls with one name
   * give one metric with the samples of both.
   */
  gauge(options: MetricOptions, read: () => readonly Sample[] | Promise<readonly Sample[]>): void
  /** The text of a scrape. */
  text(): Promise<string>
  /** Its media type. */
  contentType: string
}

/** From a hit in memory to the longest time that a mutation may take. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** The metrics of a process, or of a part of it in a test. With `isProcess` also those of Node.js and its event loop. */
export function createMetrics({ isProcess = false }: { isProcess?: boolean } = {}): Metrics {
  const register = new Registry()
  if (isProcess) collectDefaultMetrics({ register })
  const made = new Map<string, unknown>()

  /** The same result for the same name. */
  function once<T>(name: string, make: () => T, isOne: (found: unknown) => found is T): T {
    const found = made.get(name)
    if (isOne(found)) return found
    if (found !== undefined) throw new Error(`${name}: expected one kind of metric, got two`)
    const thing = make()
    made.set(name, thing)
    return thing
  }

  return {
    counter({ name, help, labels = [] }) {
      const make = () => new Counter({ name, help, labelNames: labels, registers: [register] })
      const counter = once(name, make, (found) => found instanceof Counter)
      return (of = {}, by = 1) => counter.inc(of, by)
    },
    durations({ name, help, labels = [] }) {
      const options = { name, help, labelNames: labels, buckets: durationBuckets, registers: [register] }
      const histogram = once(
        name,
        () => new Histogram(options),
        (found) => found instanceof Histogram,
      )
      return (durationMs, of = {}) => histogram.observe(of, durationMs / 1_000)
    },
    level({ name, help, labels = [] }) {
      const make = () => new Gauge({ name, help, labelNames: labels, registers: [register] })
      const gauge = once(name, make, (found) => found instanceof Gauge)
      return { add: (by, of = {}) => gauge.inc(of, by), set: (value, of = {}) => gauge.set(of, value) }
    },
    gauge({ name, help, labels = [] }, read) {
      const make = () => createReadGauge(register, { name, help, labels })
      once(name, make, (found) => found instanceof ReadGauge).readers.push(read)
    },
    text: () => register.metrics(),
    contentType: register.contentType,
  }
}

/** A gauge whose samples are read at each scrape. */
class ReadGauge {
  readonly readers: (() => readonly Sample[] | Promise<readonly Sample[]>)[] = []
}

function createReadGauge(
  register: Registry,
  { name, help, labels }: { name: string; help: string; labels: readonly string[] },
): ReadGauge {
  const read = new ReadGauge()
  const gauge = new Gauge({
    name,
    help,
    labelNames: labels,
    registers: [register],
    async collect() {
      // One part that cannot be asked must not hide the others.
      const results = await Promise.allSettled(read.readers.map(async (reader) => reader()))
      gauge.reset()
      // A gauge without labels would be 0, which is not what "unknown" means.
      if (labels.length === 0) gauge.remove()
      for (const result of results) {
        if (result.status === 'rejected') continue
        for (const { value, labels: of = {} } of result.value) gauge.set(of, value)
      }
    },
  })
  return read
}
