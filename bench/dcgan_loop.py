#!/usr/bin/env python3
"""Trains the DCGAN of tflearn's examples with PyTorch on all cores and prints milliseconds a GAN step.

The same networks, batches, losses, clipping and order of updates as bench/dcgan measures on ND4J: first D on 64 generated
and 64 real images, then G. Takes what OMP_NUM_THREADS says for cores. Prints one line of CSV: loop, least and median wall
milliseconds, least milliseconds of processor time, steps measured.
"""

import argparse
import statistics
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy

BATCH, NOISE = 64, 200


def generator():
    return nn.Sequential(
        nn.Linear(NOISE, 6272),
        nn.BatchNorm1d(6272, eps=1e-5, momentum=0.1),
        nn.Tanh(),
        nn.Unflatten(1, (128, 7, 7)),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(128, 64, 5, padding=2),
        nn.Tanh(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(64, 1, 5, padding=2),
        nn.Sigmoid(),
    )


def discriminator():
    return nn.Sequential(
        nn.Conv2d(1, 64, 5, padding=2),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(64, 128, 5, padding=2),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(6272, 1024),
        nn.Tanh(),
        nn.Linear(1024, 2),
    )


def trainer(channels_last):
    g, d = generator(), discriminator()
    if channels_last:
        g, d = g.to(memory_format=torch.channels_last), d.to(memory_format=torch.channels_last)
    players = {player: (list(player.parameters()), torch.optim.Adam(player.parameters(), lr=1e-3)) for player in (g, d)}
    real = torch.rand(BATCH, 1, 28, 28)
    of_both = torch.cat([torch.zeros(BATCH), torch.ones(BATCH)]).long()
    of_real = torch.ones(BATCH).long()

    def update(player, loss):
        parameters, optimizer = players[player]
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
            parameter.grad = gradient
        nn.utils.clip_grad_norm_(parameters, 5.0)
        optimizer.step()

    def noise():
        return 2 * torch.rand(BATCH, NOISE) - 1

    def step():
        with torch.no_grad():
            fake = g(noise())
        update(d, cross_entropy(d(torch.cat([fake, real])), of_both))
        update(g, cross_entropy(d(g(noise())), of_real))

    return step


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=20, help="to measure, after three to warm up (default: 20)")
    parser.add_argument("--channels-last", action="store_true", help="keep images as NHWC")
    given = parser.parse_args()
    torch.manual_seed(1)
    step = trainer(given.channels_last)
    for _ in range(3):
        step()
    wall, processor = [], []
    for _ in range(given.steps):
        started, used = time.perf_counter(), time.process_time()
        step()
        wall.append(1e3 * (time.perf_counter() - started))
        processor.append(1e3 * (time.process_time() - used))
    name = "pytorch-nhwc" if given.channels_last else "pytorch"
    print(f"{name},{min(wall):.0f},{statistics.median(wall):.0f},{min(processor):.0f},{given.steps}", flush=True)


if __name__ == "__main__":
    main()
