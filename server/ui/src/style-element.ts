// A stand-in for `<style>`: it hands its text to a constructed style sheet, which a strict Content-Security-Policy allows.
// build.mjs makes xterm.js create this element instead.

class StyleElement extends HTMLElement {
  private readonly sheet = new CSSStyleSheet();
  private source = "";

  override get textContent(): string {
    return this.source;
  }

  override set textContent(css: string | null) {
    this.source = css ?? "";
    this.sheet.replaceSync(this.source);
  }

  connectedCallback(): void {
    if (!document.adoptedStyleSheets.includes(this.sheet)) document.adoptedStyleSheets.push(this.sheet);
  }

  disconnectedCallback(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }
}

customElements.define("quai-style", StyleElement);
