// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The Jensen-Shannon divergence of the law of independent samples from the data over cells of known
 * probability, which is a lower bound of the whole (the data processing inequality). With p_b and
 * q_b the cells' probabilities and f(q) = (p log(2p / (p + q)) + q log(2q / (p + q))) / 2, it is
 * sum f(q_b). Of n samples
 *
 * <pre>
 * the bias     sum q_b (1 - q_b) f''(q_b) / 2n = sum (1 - q_b) p_b / (p_b + q_b) / 4n
 * the variance (sum q_b f'(q_b)^2 - (sum q_b f'(q_b))^2) / n + 2 (K - 1) / (8n)^2
 * </pre>
 *
 * <p>are its expansion around q (the delta method; Miller 1955 for entropies). The last term is
 * that of chi-squared / 8n over the K cells of the data, which is all that is left where q = p.
 *
 * @param estimate in nats with the bias removed; by chance a little below 0 for right samples
 * @param high 95 % upper bound of the divergence over these cells, one-sided
 */
public record DivergenceBound(double estimate, double high) {
  private static final double ONE_SIDED = 1.6448536269514722;

  /** Of independent samples. */
  public static DivergenceBound of(CellCounts cells) {
    double n = 0;
    for (int count : cells.counts()) {
      n += count;
    }
    double divergence = 0;
    double bias = 0;
    double mean = 0;
    double square = 0;
    int possible = 0;
    for (int cell = 0; cell < cells.counts().length; cell++) {
      double p = cells.expected()[cell];
      double q = cells.counts()[cell] / n;
      possible += p > 0 ? 1 : 0;
      divergence += (Divergence.towardsMixture(q, p) + Divergence.towardsMixture(p, q)) / 2;
      if (q > 0) {
        double slope = StrictMath.log(2 * q / (p + q)) / 2;
        bias += (1 - q) * p / (p + q) / (4 * n);
        mean += q * slope;
        square += q * slope * slope;
      }
    }
    double variance =
        Math.max(0, square - mean * mean) / n + 2 * (possible - 1) / (8 * n) / (8 * n);
    double estimate = divergence - bias;
    return new DivergenceBound(estimate, estimate + ONE_SIDED * Math.sqrt(variance));
  }
}
