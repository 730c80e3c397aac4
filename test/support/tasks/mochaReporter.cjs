// Mocha loads reporters as CommonJS or by their default export; the rest of the project has neither.
module.exports = require('./summaryReporter.ts').SummaryReporter;
