import type { Report } from './report.js';

/** What the place where the text goes can show. */
export interface RenderOptions {
  /** Width in columns. */
  readonly columns: number;
  readonly color: boolean;
  /** False for terminals that show ASCII alone. */
  readonly unicode: boolean;
  /** Whether paths become links (OSC 8). */
  readonly links: boolean;
  /** Paths inside it are shown relative to it. */
  readonly cwd: string;
  /** Everything in full, for the terminal: each culprit, process and stall. */
  readonly verbose?: boolean;
}

/** One format: a pure function from the report, or whatever else is told, to text that ends with a line end. */
export interface Renderer<Content = Report> {
  readonly render: (report: Content, options: RenderOptions) => string;
}
