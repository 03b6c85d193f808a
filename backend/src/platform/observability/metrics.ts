import { Injectable } from '@nestjs/common';
import {
  AggregatorRegistry,
  Counter,
  type CounterConfiguration,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  type HistogramConfiguration,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client';

export type ProcessFigures = MetricObjectWithValues<MetricValue<string>>[];

/** Where everybody registers what they count. One registry for each application, so several can live in one process (tests). */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  /** A number that only grows. */
  counter<T extends string = never>(configuration: Omit<CounterConfiguration<T>, 'registers'>): Counter<T> {
    return new Counter({ ...configuration, registers: [this.registry] });
  }

  /** A number that goes up and down; `collect` sets it when it is asked for. */
  gauge<T extends string = never>(configuration: Omit<GaugeConfiguration<T>, 'registers'>): Gauge<T> {
    return new Gauge({ ...configuration, registers: [this.registry] });
  }

  /** Durations, in seconds, or sizes. */
  histogram<T extends string = never>(
    configuration: Omit<HistogramConfiguration<T>, 'registers'>,
  ): Histogram<T> {
    return new Histogram({ ...configuration, registers: [this.registry] });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Says of every figure which worker it is of. */
  labelWorker(number: number): void {
    this.registry.setDefaultLabels({ worker: String(number) });
  }

  /** Everything, to be put together with that of other processes. */
  values(): Promise<ProcessFigures> {
    return this.registry.getMetricsAsJSON();
  }

  /** Everything of this process and of `others`, in Prometheus' text format. */
  async textWith(others: readonly ProcessFigures[]): Promise<string> {
    return AggregatorRegistry.aggregate([await this.values(), ...others]).metrics();
  }

  /** Everything, in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}
