import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import { learningText } from '../../../../src/core/text/forecastText.ts';

describe('what is missing for a forecast, in words', () => {
  for (const [hours, charges, text] of [
    [24, 3, 'Forecast available after 24 more hours and 3 more charges'],
    [1, 0, 'Forecast available after 1 more hour'],
    [0, 1, 'Forecast available after 1 more charge'],
  ] as const) {
    it(text, () => assert.equal(learningText({ hours, charges }, new Format('en-US')), text));
  }
});
