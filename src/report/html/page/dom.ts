/** What an element may hold: texts become text nodes, never markup. */
export type Child = Node | string | null | readonly Child[];

export type Attributes = Readonly<Record<string, string | number>>;

function append(parent: Node, child: Child): void {
  if (child === null) return;
  if (typeof child === 'string') parent.appendChild(document.createTextNode(child));
  else if (child instanceof Node) parent.appendChild(child);
  else for (const one of child) append(parent, one);
}

/** Makes an element. Names of elements and attributes are the page's own; only texts and values come from the report. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  append(element, children);
  return element;
}

/** A button that does something. */
export function button(label: Child, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** A labelled choice; `onChange` gets the value. */
export function choice(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  onChange: (value: string) => void,
): { readonly field: HTMLLabelElement; readonly select: HTMLSelectElement } {
  const select = h(
    'select',
    {},
    options.map(([value, text]) => h('option', { value }, text)),
  );
  select.addEventListener('change', () => onChange(select.value));
  return { field: h('label', { class: 'field' }, h('span', {}, label), select), select };
}

/** Prose in which backticks mark code. */
export function prose(text: string): Child {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part));
}
