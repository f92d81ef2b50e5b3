#!/usr/bin/env python3
"""Trains one GAN at a time with PyTorch on one core, as most sweeps do, and prints GAN steps a second.

Each system is the recipe of that name without pre-training: the same players, batches, losses, update rules and order of
updates, written as such loops usually are. Prints lines of CSV: system, loop, steps per second.
"""

import clock

clock.use_one_core()

import torch
from torch import nn
from torch.nn.functional import softplus


def perceptron(sizes, activation):
    layers = []
    for rows, columns in zip(sizes, sizes[1:]):
        layers += [nn.Linear(rows, columns), activation()]
    return nn.Sequential(*layers[:-1])


class MinibatchDiscriminator(nn.Module):
    """Looks at each row, and at how near it is to the others of its batch."""

    kernels, dimensions, self_distance = 5, 3, 1.0

    def __init__(self):
        super().__init__()
        self.body = perceptron((1, 8, 8), nn.Tanh)
        self.projection = nn.Linear(8, self.kernels * self.dimensions)
        self.head = nn.Linear(8 + self.kernels, 1)

    def forward(self, x):
        hidden = torch.tanh(self.body(x))
        points = self.projection(hidden).view(len(x), self.kernels, self.dimensions)
        distances = (points[:, None] - points[None, :]).abs().sum(dim=-1)
        distances = distances + self.self_distance * torch.eye(len(x))[:, :, None]
        return self.head(torch.cat([hidden, torch.exp(-distances).sum(dim=1)], dim=1))


def discriminator_loss(real, fake):
    return (softplus(-real) + softplus(fake)).mean()


def alternating(generate, discriminator, optimizers, data, noise, updates_of_discriminator=1):
    """A step: some updates of D, each on batches of its own, then one of G against the D that is there by then."""
    of_generator, of_discriminator, schedules = optimizers

    def step():
        for _ in range(updates_of_discriminator):
            with torch.no_grad():
                fake = generate(noise())
            of_discriminator.zero_grad()
            discriminator_loss(discriminator(data()), discriminator(fake)).backward()
            of_discriminator.step()
            schedules[1].step()
        of_generator.zero_grad()
        softplus(-discriminator(generate(noise()))).mean().backward()
        of_generator.step()
        schedules[0].step()

    return step


def descent(generator, discriminator, rate, every, momentum=0.0):
    """Plain descent or momentum for both, with a learning rate that falls by 5 % in stairs."""
    optimizers = [torch.optim.SGD(p.parameters(), lr=rate, momentum=momentum) for p in (generator, discriminator)]
    return *optimizers, [torch.optim.lr_scheduler.StepLR(o, every, 0.95) for o in optimizers]


def gaussian(minibatch):
    batch = 12
    generator = perceptron((1, 4, 1), nn.Softplus)
    discriminator = MinibatchDiscriminator() if minibatch else perceptron((1, 8, 8, 8, 1), nn.Tanh)
    points = torch.linspace(-8, 8, batch)[:, None]
    return alternating(
        generator,
        discriminator,
        descent(generator, discriminator, 0.005, 150),
        data=lambda: 4 + 0.5 * torch.randn(batch, 1),
        noise=lambda: points + 0.01 * torch.rand(batch, 1),
    )


def normal():
    batch = 200
    generator, discriminator = perceptron((1, 6, 6, 1), nn.Tanh), perceptron((1, 6, 6, 1), nn.Tanh)
    return alternating(
        lambda z: 5 * torch.tanh(generator(z)),
        discriminator,
        descent(generator, discriminator, 0.01, 2500, momentum=0.6),
        data=lambda: torch.randn(batch, 1) - 1,
        noise=lambda: 2 * torch.rand(batch, 1) - 1,
        updates_of_discriminator=2,
    )


def curves(conditional):
    batch, dimension, points = 64, 5, 15
    label = int(conditional)
    generator = perceptron((dimension + label, 128, points), nn.ReLU)
    discriminator = perceptron((points + label, 128, 1), nn.ReLU)
    parameters = [list(p.parameters()) for p in (generator, discriminator)]
    optimizers = [torch.optim.Adam(p, lr=1e-4) for p in parameters]
    squares = torch.linspace(-1, 1, points) ** 2

    def step():
        a = 1 + torch.rand(batch, 1)
        labels = (a > 1.5).float()

        def labelled(rows):
            return torch.cat([rows, labels], dim=1) if conditional else rows

        fake = discriminator(labelled(generator(labelled(torch.randn(batch, dimension)))))
        real = discriminator(labelled(a * squares + (a - 1)))
        # Both gradients are of the players as the step finds them, so both are taken before anyone moves.
        of_discriminator = torch.autograd.grad(discriminator_loss(real, fake), parameters[1], retain_graph=True)
        of_generator = torch.autograd.grad(-softplus(fake).mean(), parameters[0])
        for own, gradients in zip(parameters, (of_generator, of_discriminator)):
            for parameter, gradient in zip(own, gradients):
                parameter.grad = gradient
        for optimizer in optimizers:
            optimizer.step()

    return step


def ring(penalized):
    """Eight modes: a critic by the hinge loss, or five updates of a Wasserstein critic with a gradient penalty a step."""
    batch, modes = 128, 8
    generator, discriminator = perceptron((2, 128, 128, 2), nn.ReLU), perceptron((2, 128, 128, 1), nn.ReLU)
    of_generator, of_discriminator = [
        torch.optim.Adam(p.parameters(), lr=1e-3, betas=(0.5, 0.999)) for p in (generator, discriminator)
    ]
    angles = 2 * torch.pi * torch.arange(modes) / modes
    centres = 2 * torch.stack([torch.cos(angles), torch.sin(angles)], dim=1)

    def loss(x, fake):
        real, generated = discriminator(x), discriminator(fake)
        if not penalized:
            return (torch.relu(1 - real) + torch.relu(1 + generated)).mean()
        shares = torch.rand(batch, 1)
        between = (shares * x + (1 - shares) * fake).requires_grad_()
        slopes = torch.autograd.grad(discriminator(between).sum(), between, create_graph=True)[0]
        return generated.mean() - real.mean() + 0.1 * ((slopes.norm(dim=1) - 1) ** 2).mean()

    def step():
        for _ in range(5 if penalized else 1):
            x = centres[torch.randint(modes, (batch,))] + 0.02 * torch.randn(batch, 2)
            with torch.no_grad():
                fake = generator(torch.randn(batch, 2))
            of_discriminator.zero_grad()
            loss(x, fake).backward()
            of_discriminator.step()
        of_generator.zero_grad()
        (-discriminator(generator(torch.randn(batch, 2))).mean()).backward()
        of_generator.step()

    return step


SYSTEMS = {
    "gaussian": lambda: gaussian(minibatch=False),
    "gaussian-minibatch": lambda: gaussian(minibatch=True),
    "normal": normal,
    "curves": lambda: curves(conditional=False),
    "curves-conditional": lambda: curves(conditional=True),
    "ring-hinge": lambda: ring(penalized=False),
    "ring-wgan-gp": lambda: ring(penalized=True),
}


def main():
    names, seconds = clock.arguments(SYSTEMS)
    torch.set_num_threads(1)
    torch.manual_seed(1)
    for name in names:
        print(f"{name},pytorch,{clock.steps_per_second(SYSTEMS[name](), 1, seconds):.1f}", flush=True)


if __name__ == "__main__":
    main()
