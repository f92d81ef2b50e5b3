#!/usr/bin/env python3
"""Trains many GANs at once with JAX on one core (vmap over trials, scan over steps, jit) and prints GAN steps a second.

Each system is the recipe of that name without pre-training: the same players, batches, losses, update rules and order of
updates, data and noise drawn inside the compiled loop. Several numbers of trials are tried and the fastest is printed,
as lines of CSV: system, loop, steps per second.
"""

import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import clock

clock.use_one_core()

import jax
from jax import numpy as jnp

# GAN steps of all trials in one call of the compiled loop: about a tenth of a second.
STEPS_OF_RUN = {"gaussian": 10_000, "gaussian-minibatch": 2_500, "normal": 1_000, "curves": 1_000, "curves-conditional": 1_000, "ring-hinge": 200, "ring-wgan-gp": 40}
LEAST_STEPS = 2
TRIALS = {
    "gaussian": (16, 256, 4096),
    "gaussian-minibatch": (16, 256, 2048),
    "normal": (16, 128, 512),
    "curves": (4, 16, 64),
    "curves-conditional": (4, 16, 64),
    "ring-hinge": (1, 4, 16),
    "ring-wgan-gp": (1, 4, 16),
}


# ---- Players: a list of (weights, biases) ---------------------------------------------------------------------------


def player(key, sizes, scale=1.0):
    keys = jax.random.split(key, len(sizes) - 1)
    return [
        (scale * jax.random.normal(k, (rows, columns)), jnp.zeros(columns))
        for k, rows, columns in zip(keys, sizes, sizes[1:])
    ]


def forward(layers, x, activation):
    for weights, biases in layers[:-1]:
        x = activation(x @ weights + biases)
    weights, biases = layers[-1]
    return x @ weights + biases


def minibatch_features(rows, kernels=5, dimensions=3, self_distance=1.0):
    """How near each row is to the others of its batch, by kernel."""
    count = rows.shape[0]
    points = rows.reshape(count, kernels, dimensions)
    distances = jnp.abs(points[:, None] - points[None, :]).sum(axis=-1)
    return jnp.exp(-distances - self_distance * jnp.eye(count)[:, :, None]).sum(axis=1)


# ---- Losses on logits -----------------------------------------------------------------------------------------------


def discriminator_loss(real, fake):
    return (jax.nn.softplus(-real) + jax.nn.softplus(fake)).mean()


def non_saturating(fake):
    return jax.nn.softplus(-fake).mean()


def hinge(real, fake):
    return (jax.nn.relu(1 - real) + jax.nn.relu(1 + fake)).mean()


def minimax(fake):
    return -jax.nn.softplus(fake).mean()


# ---- Update rules: (new parameters, new state) ----------------------------------------------------------------------


def staircase(rate, updates, every):
    return rate * 0.95 ** (updates // every)


def descend(parameters, gradient, rate):
    return jax.tree.map(lambda p, g: p - rate * g, parameters, gradient)


def momentum(parameters, state, gradient, rate):
    state = jax.tree.map(lambda s, g: 0.6 * s + g, state, gradient)
    return descend(parameters, state, rate), state


def adam(parameters, state, gradient, update, rate=1e-4, beta1=0.9, beta2=0.999, epsilon=1e-8):
    mean = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, state[0], gradient)
    square = jax.tree.map(lambda v, g: beta2 * v + (1 - beta2) * g * g, state[1], gradient)
    scale = rate * jnp.sqrt(1 - beta2 ** (update + 1.0)) / (1 - beta1 ** (update + 1.0))
    moved = jax.tree.map(lambda p, m, v: p - scale * m / (jnp.sqrt(v) + epsilon), parameters, mean, square)
    return moved, (mean, square)


def zeros(parameters):
    return jax.tree.map(jnp.zeros_like, parameters)


# ---- Systems: what a trial starts with, and its step -----------------------------------------------------------------


def gaussian(minibatch):
    batch = 12
    points = jnp.linspace(-8.0, 8.0, batch)[:, None]

    def start(key):
        keys = jax.random.split(key, 4)
        generator = player(keys[0], (1, 4, 1))
        if not minibatch:
            return generator, player(keys[1], (1, 8, 8, 8, 1))
        # D's body, the projection to kernels, and the head over both.
        body = player(keys[1], (1, 8, 8))
        return generator, (body, player(keys[2], (8, 15), 0.02), player(keys[3], (13, 1)))

    def discriminate(discriminator, x):
        if not minibatch:
            return forward(discriminator, x, jnp.tanh)
        body, projection, head = discriminator
        hidden = jnp.tanh(forward(body, x, jnp.tanh))
        features = minibatch_features(forward(projection, hidden, None))
        return forward(head, jnp.concatenate([hidden, features], axis=1), None)

    def noise(key):
        return points + 0.01 * jax.random.uniform(key, (batch, 1))

    def generate(generator, z):
        return forward(generator, z, jax.nn.softplus)

    def step(players, key, index):
        generator, discriminator = players
        for_data, for_noise, for_generator = jax.random.split(key, 3)
        rate = staircase(0.005, index, 150)
        x = 4 + 0.5 * jax.random.normal(for_data, (batch, 1))
        fake = generate(generator, noise(for_noise))
        gradient = jax.grad(lambda d: discriminator_loss(discriminate(d, x), discriminate(d, fake)))(discriminator)
        discriminator = descend(discriminator, gradient, rate)
        z = noise(for_generator)
        gradient = jax.grad(lambda g: non_saturating(discriminate(discriminator, generate(g, z))))(generator)
        return descend(generator, gradient, rate), discriminator

    return start, step


def normal():
    batch = 200
    updates_of_discriminator = 2

    def start(key):
        players = [player(k, (1, 6, 6, 1)) for k in jax.random.split(key)]
        return [(p, zeros(p)) for p in players]

    def generate(generator, z):
        return 5 * jnp.tanh(forward(generator, z, jnp.tanh))

    def discriminate(discriminator, x):
        return forward(discriminator, x, jnp.tanh)

    def noise(key):
        return jax.random.uniform(key, (batch, 1), minval=-1.0)

    def step(state, key, index):
        (generator, velocity_g), (discriminator, velocity_d) = state
        keys = jax.random.split(key, 2 * updates_of_discriminator + 1)
        for k in range(updates_of_discriminator):
            rate = staircase(0.01, updates_of_discriminator * index + k, 2500)
            x = jax.random.normal(keys[2 * k], (batch, 1)) - 1
            fake = generate(generator, noise(keys[2 * k + 1]))
            gradient = jax.grad(lambda d: discriminator_loss(discriminate(d, x), discriminate(d, fake)))(discriminator)
            discriminator, velocity_d = momentum(discriminator, velocity_d, gradient, rate)
        z = noise(keys[-1])
        gradient = jax.grad(lambda g: non_saturating(discriminate(discriminator, generate(g, z))))(generator)
        generator, velocity_g = momentum(generator, velocity_g, gradient, staircase(0.01, index, 2500))
        return [(generator, velocity_g), (discriminator, velocity_d)]

    return start, step


def curves(conditional):
    batch, dimension, points = 64, 5, 15
    squares = jnp.linspace(-1.0, 1.0, points) ** 2
    label = int(conditional)

    def start(key):
        first, second = jax.random.split(key)
        players = player(first, (dimension + label, 128, points), 0.2), player(second, (points + label, 128, 1), 0.1)
        return [(p, (zeros(p), zeros(p))) for p in players]

    def step(state, key, index):
        (generator, moments_g), (discriminator, moments_d) = state
        for_data, for_noise = jax.random.split(key)
        a = 1 + jax.random.uniform(for_data, (batch, 1))
        x = a * squares + (a - 1)
        z = jax.random.normal(for_noise, (batch, dimension))
        labels = (a > 1.5).astype(jnp.float32)

        def labelled(rows):
            return jnp.concatenate([rows, labels], axis=1) if conditional else rows

        def generate(g):
            return forward(g, labelled(z), jax.nn.relu)

        def discriminate(d, rows):
            return forward(d, labelled(rows), jax.nn.relu)

        # Both gradients are of the players as the step finds them.
        fake = generate(generator)
        of_d = jax.grad(lambda d: discriminator_loss(discriminate(d, x), discriminate(d, fake)))(discriminator)
        of_g = jax.grad(lambda g: minimax(discriminate(discriminator, generate(g))))(generator)
        return [adam(generator, moments_g, of_g, index), adam(discriminator, moments_d, of_d, index)]

    return start, step


def ring(penalized):
    """Eight modes: a critic by the hinge loss, or five updates of a Wasserstein critic with a gradient penalty a step."""
    batch, modes = 128, 8
    updates_of_discriminator = 5 if penalized else 1
    angles = 2 * jnp.pi * jnp.arange(modes) / modes
    centres = 2 * jnp.stack([jnp.cos(angles), jnp.sin(angles)], axis=1)

    def start(key):
        first, second = jax.random.split(key)
        players = player(first, (2, 128, 128, 2), 0.1), player(second, (2, 128, 128, 1), 0.1)
        return [(p, (zeros(p), zeros(p))) for p in players]

    def critic(discriminator, x):
        return forward(discriminator, x, jax.nn.relu)

    def loss(discriminator, x, fake, shares):
        real, generated = critic(discriminator, x), critic(discriminator, fake)
        if not penalized:
            return hinge(real, generated)
        between = shares * x + (1 - shares) * fake
        slopes = jax.grad(lambda rows: critic(discriminator, rows).sum())(between)
        penalty = ((jnp.sqrt((slopes * slopes).sum(axis=1)) - 1) ** 2).mean()
        return generated.mean() - real.mean() + 0.1 * penalty

    def moved(parameters, moments, gradient, updates):
        return adam(parameters, moments, gradient, updates, rate=1e-3, beta1=0.5)

    def step(state, key, index):
        (generator, moments_g), (discriminator, moments_d) = state
        own, for_generator = jax.random.split(key)

        def update(carry, k):
            discriminator, moments, key = carry
            key, for_mode, for_data, for_noise, for_share = jax.random.split(key, 5)
            x = centres[jax.random.randint(for_mode, (batch,), 0, modes)]
            x = x + 0.02 * jax.random.normal(for_data, (batch, 2))
            fake = forward(generator, jax.random.normal(for_noise, (batch, 2)), jax.nn.relu)
            shares = jax.random.uniform(for_share, (batch, 1))
            gradient = jax.grad(loss)(discriminator, x, fake, shares)
            return (*moved(discriminator, moments, gradient, updates_of_discriminator * index + k), key), None

        updates = jnp.arange(updates_of_discriminator)
        (discriminator, moments_d, _), _ = jax.lax.scan(update, (discriminator, moments_d, own), updates)
        z = jax.random.normal(for_generator, (batch, 2))
        of_g = jax.grad(lambda g: -critic(discriminator, forward(g, z, jax.nn.relu)).mean())(generator)
        return [moved(generator, moments_g, of_g, index), (discriminator, moments_d)]

    return start, step


SYSTEMS = {
    "gaussian": lambda: gaussian(minibatch=False),
    "gaussian-minibatch": lambda: gaussian(minibatch=True),
    "normal": normal,
    "curves": lambda: curves(conditional=False),
    "curves-conditional": lambda: curves(conditional=True),
    "ring-hinge": lambda: ring(penalized=False),
    "ring-wgan-gp": lambda: ring(penalized=True),
}


def training(system, trials):
    """A function that trains all trials by some more steps, and how many GAN steps a call of it does."""
    start, step = SYSTEMS[system]()
    count = max(LEAST_STEPS, STEPS_OF_RUN[system] // trials)

    def one(carry, index):
        state, key = carry
        key, own = jax.random.split(key)
        return (step(state, own, index), key)

    @jax.jit
    def advance(carry, done):
        def all_trials(carry, index):
            return jax.vmap(one, in_axes=(0, None))(carry, index), None

        return jax.lax.scan(all_trials, carry, done + jnp.arange(count))[0]

    keys = jax.random.split(jax.random.key(1), trials)
    now = {"carry": (jax.vmap(start)(keys), keys), "done": 0}

    def run():
        now["carry"] = jax.block_until_ready(advance(now["carry"], now["done"]))
        now["done"] += count

    return run, trials * count


def main():
    names, seconds = clock.arguments(SYSTEMS)
    # The generator of random numbers that is fastest on a CPU.
    jax.config.update("jax_default_prng_impl", "rbg")
    for name in names:
        widths = TRIALS[name]
        rates = [
            clock.steps_per_second(*training(name, trials), seconds / len(widths))
            for trials in widths
        ]
        print(f"{name},jax,{max(rates):.1f}", flush=True)


if __name__ == "__main__":
    main()
