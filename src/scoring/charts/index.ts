/** Pictures of results as Vega-Lite specifications. */
export { aliveHistoryChart } from "./alive-history-chart.js";
export type {
  AliveHistory,
  AliveHistoryChartOptions,
  AliveLabel,
  AlivePoint,
} from "./alive-history-chart.js";
export type { ChartOptions, VegaLiteSpec } from "./chart-base.js";
export { contributionChart } from "./contribution-chart.js";
export type {
  ContributionLabel,
  ContributionPoint,
  ScoreContributions,
} from "./contribution-chart.js";
export { lorenzChart } from "./lorenz-chart.js";
export type { LorenzLabel } from "./lorenz-chart.js";
export { paretoChart } from "./pareto-chart.js";
export type { ParetoLabel } from "./pareto-chart.js";
export { portfolioChart } from "./portfolio-chart.js";
export type { PortfolioChartOptions, PortfolioLabel, PortfolioPoint } from "./portfolio-chart.js";
export { portfolioMatrixChart } from "./portfolio-matrix-chart.js";
export type {
  PortfolioMatrixChartOptions,
  PortfolioMatrixLabel,
} from "./portfolio-matrix-chart.js";
export { rfmHeatmap } from "./rfm-heatmap.js";
export type { RfmHeatmapLabel, RfmHeatmapOptions } from "./rfm-heatmap.js";
export { trackingChart } from "./tracking-chart.js";
export type { TrackingChartOptions, TrackingLabel, TrackingPoint } from "./tracking-chart.js";
