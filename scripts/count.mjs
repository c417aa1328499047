// Reads a test report: CTRF, as xunit writes it, or Vitest's JSON. Prints "passed failed skipped"; with --failures what failed, and why.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { passed, failed, skipped, failures } = report.results ? ctrf(report.results) : vitest(report);
if (process.argv[3] === "--failures") {
  for (const { name, why } of failures) console.log(`failed: ${name}\n${String(why ?? "").slice(0, 2000)}\n`);
} else {
  console.log(passed, failed, skipped);
}

function ctrf({ summary, tests }) {
  const skipped = summary.pending + summary.skipped;
  return {
    passed: summary.passed,
    failed: summary.tests - summary.passed - skipped,
    skipped,
    failures: tests
      .filter((test) => !["passed", "skipped", "pending"].includes(test.status))
      .map((test) => ({ name: test.name, why: [test.message, test.trace].filter(Boolean).join("\n") })),
  };
}

function vitest(run) {
  const unreadable = run.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const failed = run.testResults.flatMap((file) => file.assertionResults).filter((test) => test.status === "failed");
  return {
    passed: run.numPassedTests,
    failed: run.numFailedTests + unreadable.length,
    skipped: run.numPendingTests + run.numTodoTests,
    failures: [
      ...unreadable.map((file) => ({ name: file.name, why: file.message })),
      ...failed.map((test) => ({ name: test.fullName, why: test.failureMessages.join("\n") })),
    ],
  };
}
