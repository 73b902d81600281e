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
  /** The repository's folder, to which the formats of CI services relate their paths; `cwd` where there is none. */
  readonly root?: string | undefined;
  /** The most that the text may take, for Markdown. */
  readonly maxBytes?: number;
  /** What loopcheck tells of itself, for formats that have room for it. */
  readonly about?: About;
}

/** loopcheck itself, and its pages. */
export interface About {
  readonly version: () => string;
  /** The page of a finding in docs/findings, as Markdown; null where it cannot be read. */
  readonly page: (id: string) => string | null;
}

/** One format: a pure function from the report, or whatever else is told, to text that ends with a line end. */
export interface Renderer<Content = Report> {
  readonly render: (report: Content, options: RenderOptions) => string;
}
