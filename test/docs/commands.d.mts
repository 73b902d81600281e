export interface DocCommand {
  readonly page: string;
  readonly block: number;
  readonly line: number;
  readonly text: string;
  readonly isMention: boolean;
  readonly isUsage: boolean;
  readonly words: readonly string[];
}
export function pages(): string[];
export function commandsIn(page: string): DocCommand[];
