// What passed and what failed: one verdict for each check on each page.

export class Tally {
  #verdicts = new Map();

  /** Records a verdict; a check that speaks of a page several times keeps all it found. */
  judge(check, page, faults) {
    const verdict = this.#verdicts.get(`${check} ${page}`) ?? { check, page, faults: [] };
    verdict.faults.push(...faults);
    this.#verdicts.set(`${check} ${page}`, verdict);
  }

  /** One test of a kind: its name, and what it found wrong. Whatever it throws is a fault too. */
  async test(check, name, run) {
    const faults = [];
    const expect = (holds, words) => { if (!holds) faults.push(words); };
    try {
      await run(expect);
    } catch (error) {
      faults.push(short(error, 400));
    }
    this.judge(check, name, faults);
  }

  get failures() {
    return [...this.#verdicts.values()].filter(({ faults }) => faults.length);
  }

  /** Everything that was found, page by page, then how often each check passed. */
  report() {
    const lines = [];
    for (const { check, page, faults } of this.failures.sort(byPage)) {
      const different = [...new Set(faults)];
      lines.push(...different.slice(0, 5).map((fault) => `FAIL ${check} ${page}: ${fault}`));
      if (different.length > 5) lines.push(`     ${check} ${page}: and ${different.length - 5} more`);
    }
    const checks = new Map();
    for (const { check, faults } of this.#verdicts.values()) {
      const row = checks.get(check) ?? { passed: 0, failed: 0 };
      row[faults.length ? 'failed' : 'passed'] += 1;
      checks.set(check, row);
    }
    for (const [check, { passed, failed }] of [...checks].sort())
      lines.push(`${check.padEnd(16)} ${String(passed).padStart(4)} passed${failed ? `, ${failed} failed` : ''}`);
    const failed = this.failures.length;
    lines.push(`browser: ${this.#verdicts.size - failed} passed, ${failed} failed`);
    return lines.join('\n');
  }
}

const byPage = (a, b) => a.page.localeCompare(b.page) || a.check.localeCompare(b.check);

export const short = (text, length = 110) => String(text).replace(/\s+/g, ' ').trim().slice(0, length);
